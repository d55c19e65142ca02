"""Refusing cookie banners of which no facts tell, with DuckDuckGo's autoconsent. Off where it is not installed."""
