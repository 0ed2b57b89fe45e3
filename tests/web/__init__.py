"""The site: services, access, pages."""
