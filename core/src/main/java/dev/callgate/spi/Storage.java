package dev.callgate.spi;

import dev.callgate.report.ReportStore;

/**
 * A store with every ability that this library knows: it counts calls, keeps the inventory and the assignments, the journal, the
 * audit trail, and the sums for reports. A store that offers less implements only the interfaces of its abilities.
 */
public interface Storage extends NumberStore, AssignmentAdminStore, JournalStore, AuditStore, ReportStore {}
