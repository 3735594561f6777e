package dev.callgate.examples.console.web;

import java.util.List;

/**
 * Calling hours that the library knows.
 *
 * @param code in a document
 * @param words what they are
 */
record HoursPreset(String code, String words) {
    static final List<HoursPreset> ALL = List.of(
            new HoursPreset("united_states", "United States: TCPA, and the laws of states"),
            new HoursPreset("tcpa", "TCPA: 8 a.m. to 9 p.m."),
            new HoursPreset("connecticut", "Connecticut"),
            new HoursPreset("florida", "Florida"),
            new HoursPreset("maryland", "Maryland"),
            new HoursPreset("oklahoma", "Oklahoma"),
            new HoursPreset("rhode_island", "Rhode Island"),
            new HoursPreset("texas", "Texas"),
            new HoursPreset("washington", "Washington"),
            new HoursPreset("france", "France"));
}
