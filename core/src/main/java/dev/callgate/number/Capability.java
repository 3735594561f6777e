package dev.callgate.number;

/** What a provider lets a number do. */
public enum Capability {
    VOICE,
    SMS,
    MMS,
    FAX
}
