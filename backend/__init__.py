"""The service and the command line. They use `automations`, never the other way round."""
