package dev.callgate.examples.console.api;

import jakarta.annotation.Nullable;
import java.time.Instant;

/** Why a call is refused, and until when. */
record RefusalReason(String code, String message, @Nullable Instant until) {}
