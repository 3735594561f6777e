package dev.callgate.dnc;

import jakarta.annotation.Nullable;

/** The letters by which change lists mark numbers. */
final class Marks {
    private Marks() {}

    /** Returns what a letter means; null if it marks nothing. */
    @Nullable
    static Change of(char letter) {
        return switch (letter) {
            case 'A', 'a' -> Change.ADDED;
            case 'D', 'd' -> Change.DELETED;
            default -> null;
        };
    }
}
