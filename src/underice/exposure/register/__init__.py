"""The register: people in households, as rows nobody ever sees. It answers with numbers of persons and households."""
