"""What keeps the supply chain in view: `python -m backend.tools.sbom` and its neighbours. Not part of the product."""
