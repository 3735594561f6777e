/** For hosts that report on calls: sums by day, agent, number and country, and how numbers perform. */
package dev.callgate.report;
