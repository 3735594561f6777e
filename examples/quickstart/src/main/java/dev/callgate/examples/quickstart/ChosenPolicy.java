package dev.callgate.examples.quickstart;

import dev.callgate.CallPolicy;
import java.util.List;

/**
 * The policy that the options describe.
 *
 * @param policy the policy of the gate
 * @param dialPlan the interpretation of destinations
 * @param words description of the non-default rules, for people
 */
record ChosenPolicy(CallPolicy policy, DialPlan dialPlan, List<String> words) {}
