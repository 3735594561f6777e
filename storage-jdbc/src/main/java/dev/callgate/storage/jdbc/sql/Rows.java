package dev.callgate.storage.jdbc.sql;

import dev.callgate.model.AgentId;
import dev.callgate.model.Assignment;
import dev.callgate.model.Capability;
import dev.callgate.model.Countries;
import dev.callgate.model.E164;
import dev.callgate.model.InvalidNumberException;
import dev.callgate.model.NumberClass;
import dev.callgate.model.NumberStatus;
import dev.callgate.model.OrganizationId;
import dev.callgate.model.PhoneNumber;
import dev.callgate.model.Regions;
import dev.callgate.model.Terms;
import jakarta.annotation.Nullable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts rows of phone_numbers and agent_phone_numbers to values of the model. Adopted tables may hold values that
 * the library would not write. A permission that cannot be read is treated as absent.
 */
public final class Rows {
    private static final Logger LOG = LoggerFactory.getLogger(Rows.class);

    /** The columns that {@link #number} reads, with the alias n for phone_numbers. */
    public static final String NUMBER_COLUMNS = """
            n.id, n.organization_id, n.phone_number, n.provider, n.country_code, n.capabilities, n.status, \
            n.quarantined_until, n.in_service_since, n.assigned_to, n.created_at, n.updated_at""";

    /** A query of numbers up to its WHERE, with the alias n for phone_numbers. */
    public static final String SELECT_NUMBERS = "SELECT " + NUMBER_COLUMNS + " FROM phone_numbers n ";

    /**
     * The columns that {@link #assignment} reads, with the aliases a for agent_phone_numbers and n for phone_numbers.
     */
    public static final String ASSIGNMENT_COLUMNS = NUMBER_COLUMNS + """
            , a.id AS assignment_id, a.agent_id, a.daily_limit, a.allowed_countries, a.allowed_classes, \
            a.calls_made_today, a.last_reset_date, a.created_at AS assigned_at, a.updated_at AS changed_at""";

    private static final ParsedTexts<Countries> COUNTRIES = new ParsedTexts<>(Rows::countries);
    private static final ParsedTexts<Set<NumberClass>> CLASSES = new ParsedTexts<>(Json::classes);
    private static final ParsedTexts<Set<Capability>> CAPABILITIES = new ParsedTexts<>(Json::capabilities);

    private Rows() {}

    /** Returns the number of a row; null if it is not in E.164 form, because no call can be placed from it. */
    @Nullable
    public static PhoneNumber number(ResultSet row) throws SQLException {
        E164 e164 = e164(row);
        if (e164 == null) {
            LOG.warn(
                    "row {} of phone_numbers is skipped because its number is not in E.164 form; write the number in E.164 form",
                    row.getString("id"));
            return null;
        }
        String assignee = row.getString("assigned_to");
        String country = row.getString("country_code");
        return new PhoneNumber(
                UUID.fromString(row.getString("id")),
                new OrganizationId(row.getString("organization_id")),
                e164,
                row.getString("provider"),
                country == null ? e164.region() : country,
                CAPABILITIES.of(orEmpty(row.getString("capabilities"))),
                status(row),
                row.getObject("quarantined_until", LocalDate.class),
                row.getObject("in_service_since", LocalDate.class),
                assignee == null ? null : new AgentId(assignee),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    public static NumberStatus status(ResultSet row) throws SQLException {
        return "active".equals(row.getString("status")) ? NumberStatus.ACTIVE : NumberStatus.INACTIVE;
    }

    /** Returns the phone_number of a row; null if it is not in E.164 form. */
    @Nullable
    public static E164 e164(ResultSet row) throws SQLException {
        try {
            return E164.of(row.getString("phone_number"));
        } catch (InvalidNumberException e) {
            return null;
        }
    }

    /** Returns the assignment of a row; null if {@link #number} returns null. */
    @Nullable
    public static Assignment assignment(ResultSet row) throws SQLException {
        PhoneNumber number = number(row);
        if (number == null) {
            return null;
        }
        return new Assignment(
                UUID.fromString(row.getString("assignment_id")),
                new AgentId(row.getString("agent_id")),
                number,
                terms(row),
                row.getInt("calls_made_today"),
                row.getObject("last_reset_date", LocalDate.class),
                instant(row, "assigned_at"),
                instant(row, "changed_at"));
    }

    public static int limit(int stored) {
        return Math.max(0, Math.min(stored, Terms.MAX_DAILY_LIMIT));
    }

    public static Terms terms(ResultSet row) throws SQLException {
        return new Terms(
                limit(row.getInt("daily_limit")),
                COUNTRIES.of(orEmpty(row.getString("allowed_countries"))),
                CLASSES.of(orEmpty(row.getString("allowed_classes"))));
    }

    private static String orEmpty(@Nullable String json) {
        return json == null ? "" : json;
    }

    /** Reads a list of countries. Unknown codes allow nothing, so they are left out. */
    private static Countries countries(String json) {
        Set<String> known = Json.codes(json).stream()
                .filter(code -> code.equals(Countries.ANY) || Regions.known().contains(code))
                .collect(Collectors.toSet());
        return Countries.of(known);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime utc = row.getObject(column, LocalDateTime.class);
        return utc == null ? Instant.EPOCH : utc.toInstant(ZoneOffset.UTC);
    }
}
