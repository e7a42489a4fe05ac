"""The shapes of requests and answers; views use the module-level instances, never the classes."""
