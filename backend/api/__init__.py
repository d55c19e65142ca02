"""The service over HTTP: `/api/v1`, with bearer tokens, problems as RFC 9457 has them, and events as they happen."""
