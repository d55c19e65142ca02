"""Opts accounts out of AI training and data sharing, and proves it. No HTTP service, no database."""
