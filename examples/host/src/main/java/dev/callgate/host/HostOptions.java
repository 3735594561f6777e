package dev.callgate.host;

import dev.callgate.model.OrganizationId;
import jakarta.annotation.Nullable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command-line options that every host takes: its database, its time zone and its region. A picocli mixin. */
public final class HostOptions {
    /** The option for the region. */
    public static final String REGION = "--region";

    private static final String NO_REGION = "none";
    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final String host;

    @Nullable
    @Option(
            names = "--url",
            paramLabel = "JDBC-URL",
            description = "Database of the host. The drivers for H2, PostgreSQL, MariaDB and SQLite are included."
                    + " Default: H2 in a file below target.")
    private String url;

    @Mixin
    private Login login = new Login();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of the organization's day, which begins at midnight. Default: ${DEFAULT-VALUE}.")
    private ZoneId zone;

    @Option(
            names = REGION,
            paramLabel = "CODE",
            description = "Region whose national number formats are understood: an ISO 3166-1 code, or none to"
                    + " understand the international form only. Default: ${DEFAULT-VALUE}.")
    private String region;

    private HostOptions(String host, ZoneId zone, String region) {
        this.host = host;
        this.zone = zone;
        this.region = region;
    }

    /**
     * Returns the options of a host that understands the international form only, unless its user names a region.
     *
     * @param host name of the example; part of the default URL and of generated organization IDs
     * @param zone the default time zone
     */
    public static HostOptions of(String host, ZoneId zone) {
        return new HostOptions(host, zone, NO_REGION);
    }

    /** Returns the same options with a default region. */
    public HostOptions withDefaultRegion(String code) {
        return new HostOptions(host, zone, code);
    }

    /** Returns the URL of the database. */
    public String url() {
        return url == null ? Database.embeddedUrl(host) : url;
    }

    /** Returns the URL of the database, without passwords, for printing. */
    public String printableUrl() {
        return Passwords.hide(url());
    }

    /**
     * Opens the database.
     *
     * @throws UserException if it cannot be reached
     */
    public Database open() {
        return login.open(url());
    }

    /**
     * Opens the database with a bounded pool; see {@link Database#open(String, String, String, int, Duration)}.
     *
     * @throws IllegalArgumentException if the number of connections is 0 or less, or the timeout is shorter than the pool allows
     * @throws UserException if the database cannot be reached
     */
    public Database open(int connections, Duration timeout) {
        return login.open(url(), connections, timeout);
    }

    /**
     * Opens the database, which stays open when the JVM is shut down until the host closes it: H2 would close it at once.
     *
     * @throws UserException if it cannot be reached
     */
    public Database openUntilClosed() {
        String opened = url();
        return login.open(
                opened.startsWith("jdbc:h2:") && !opened.contains("DB_CLOSE_ON_EXIT")
                        ? opened + ";DB_CLOSE_ON_EXIT=FALSE"
                        : opened);
    }

    /** Returns the time zone of the organization's day. */
    public ZoneId zone() {
        return zone;
    }

    /** Returns the region whose national number formats are understood; null for the international form only. */
    @Nullable
    public String region() {
        return region.equals(NO_REGION) ? null : region;
    }

    /** Returns an organization ID for one run: the host's name and the time. */
    public OrganizationId newOrganization(Clock clock) {
        return new OrganizationId(host + "-" + SUFFIX.format(Instant.now(clock)));
    }
}
