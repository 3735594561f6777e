/** Reports on calls: sums by day, agent, number and country, and the performance of numbers. */
package dev.callgate.report;
