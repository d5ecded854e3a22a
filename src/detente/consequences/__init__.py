"""What a deal would do: small, cited, uncertain models, one file each."""
