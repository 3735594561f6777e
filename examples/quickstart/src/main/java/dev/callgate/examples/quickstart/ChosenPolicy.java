package dev.callgate.examples.quickstart;

import dev.callgate.CallPolicy;
import java.util.List;

/**
 * What the gate is to decide by.
 *
 * @param policy the same for the gate
 * @param dialling how destinations are understood
 * @param words what of it was asked for, for people; nothing where all is as usual
 */
record ChosenPolicy(CallPolicy policy, Dialling dialling, List<String> words) {}
