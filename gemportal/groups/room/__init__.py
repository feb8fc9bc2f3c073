"""What a group decides for itself by consent: what one proposes holds once all who decide consented."""
