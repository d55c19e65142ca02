"""Sign-in windows: a browser of the service, shown to one member in a web page, until they are signed in."""
