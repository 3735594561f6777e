/**
 * For hosts that administer numbers: the inventory, assignments, imports, bulk changes, the audit trail, the call journal, and the daily reset of
 * counts.
 */
package dev.callgate.admin;
