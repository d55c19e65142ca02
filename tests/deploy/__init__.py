"""The files with which the service is deployed: looked at, and run as far as that goes without a container engine."""
