"""The graph component: cytoscape in the browser, a function in Python."""
