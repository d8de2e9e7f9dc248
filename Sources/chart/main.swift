import CLI

print("chart")
