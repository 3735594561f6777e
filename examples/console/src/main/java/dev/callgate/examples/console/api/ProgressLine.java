package dev.callgate.examples.console.api;

/** Each line before the last one. */
record ProgressLine(UploadProgress progress) {}
