"""The dashboard: pages that the service serves itself. What they show they ask of `/api/v1`, with a bearer token."""
