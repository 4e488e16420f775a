print("trailsift")
