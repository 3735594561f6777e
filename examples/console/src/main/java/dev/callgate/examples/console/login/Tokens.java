package dev.callgate.examples.console.login;

import dev.callgate.examples.console.organization.Organizations;
import dev.callgate.id.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tokens by which dialers ask. Each is 256 random bits, so a plain hash of it is safe to keep. Safe for use by many threads. */
@Repository
public class Tokens {
    private static final int BYTES = 32;
    private static final String PREFIX = "cg_";

    private final JdbcClient database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Tokens(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes a token, and returns it: it cannot be read again.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the organization has one of this name
     */
    public String add(Member by, String name) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        database.sql("""
                INSERT INTO console_tokens (sha256, organization_id, name, created_by, created_at)
                VALUES (?, ?, ?, ?, ?)""")
                .params(sha256(token), by.organization().value(), name, by.getUsername(), Organizations.now(clock))
                .update();
        return token;
    }

    /** Returns the names of an organization's tokens. */
    public List<String> names(OrganizationId organization) {
        return database.sql("SELECT name FROM console_tokens WHERE organization_id = ? ORDER BY name")
                .param(organization.value())
                .query(String.class)
                .list();
    }

    /** Makes a token worthless; tells whether there was one of this name. */
    public boolean remove(OrganizationId organization, String name) {
        return database.sql("DELETE FROM console_tokens WHERE organization_id = ? AND name = ?")
                        .params(organization.value(), name)
                        .update()
                > 0;
    }

    /** Returns who asks by a token, if it is one. */
    Optional<Member> memberOf(String token) {
        return database.sql("SELECT organization_id, name FROM console_tokens WHERE sha256 = ?")
                .param(sha256(token))
                .query((row, index) -> new Member(
                        row.getString("name"),
                        new OrganizationId(row.getString("organization_id")),
                        Role.DIALER,
                        null,
                        null,
                        false))
                .optional();
    }

    private static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
