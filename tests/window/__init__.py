"""The sign-in window: a browser of the service in a web page."""
