"""What runs radlad on a machine: its database, its processes, its secrets, its health. Knows no Django."""
