package dev.callgate.storage.jdbc;

import dev.callgate.assignment.Assignment;
import dev.callgate.assignment.Countries;
import dev.callgate.assignment.Terms;
import dev.callgate.id.AgentId;
import dev.callgate.id.OrganizationId;
import dev.callgate.number.E164;
import dev.callgate.number.NumberStatus;
import dev.callgate.number.PhoneNumber;
import dev.callgate.number.Regions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Rows of the two tables, as the model has them. */
final class Rows {
    /** What {@link #number} reads, of phone_numbers as n. */
    static final String NUMBER_COLUMNS = """
            n.id, n.organization_id, n.phone_number, n.provider, n.country_code, n.capabilities, n.status, \
            n.assigned_to, n.created_at, n.updated_at""";

    /** What {@link #assignment} reads, of agent_phone_numbers as a and phone_numbers as n. */
    static final String ASSIGNMENT_COLUMNS = NUMBER_COLUMNS + """
            , a.id AS assignment_id, a.agent_id, a.daily_limit, a.allowed_countries, a.calls_made_today, \
            a.last_reset_date, a.created_at AS assigned_at, a.updated_at AS changed_at""";

    private Rows() {}

    static PhoneNumber number(ResultSet row) throws SQLException {
        String assignee = row.getString("assigned_to");
        return new PhoneNumber(
                UUID.fromString(row.getString("id")),
                new OrganizationId(row.getString("organization_id")),
                E164.of(row.getString("phone_number")),
                row.getString("provider"),
                row.getString("country_code"),
                Json.capabilities(row.getString("capabilities")),
                "active".equals(row.getString("status")) ? NumberStatus.ACTIVE : NumberStatus.INACTIVE,
                assignee == null ? null : new AgentId(assignee),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    static Assignment assignment(ResultSet row) throws SQLException {
        return new Assignment(
                UUID.fromString(row.getString("assignment_id")),
                new AgentId(row.getString("agent_id")),
                number(row),
                new Terms(row.getInt("daily_limit"), countries(row.getString("allowed_countries"))),
                row.getInt("calls_made_today"),
                row.getObject("last_reset_date", LocalDate.class),
                instant(row, "assigned_at"),
                instant(row, "changed_at"));
    }

    /** Codes of no country allow nothing, so they are left out. */
    private static Countries countries(String json) {
        Set<String> known = Json.codes(json).stream()
                .filter(code -> code.equals(Countries.ANY) || Regions.known().contains(code))
                .collect(Collectors.toSet());
        return Countries.of(known);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
