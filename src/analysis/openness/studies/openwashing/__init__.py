"""What the report on open-washing knows."""
