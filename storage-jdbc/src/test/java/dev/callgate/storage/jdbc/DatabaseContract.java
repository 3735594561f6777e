package dev.callgate.storage.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.CallGate;
import dev.callgate.admin.Assignments;
import dev.callgate.admin.NumberInventory;
import dev.callgate.call.CallRequest;
import dev.callgate.contract.StoreContract;
import dev.callgate.contract.StoreUnderTest;
import dev.callgate.model.E164;
import dev.callgate.model.NumberQuery;
import dev.callgate.model.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All contracts, on one database; a subclass names it. */
abstract class DatabaseContract extends StoreContract {
    /** How often administrators race where it is not said. */
    private static final int MANY_ROUNDS = 1_000;

    private final Databases database;
    private final int rounds;

    DatabaseContract(Databases database) {
        this(database, MANY_ROUNDS);
    }

    DatabaseContract(Databases database, int rounds) {
        this.database = database;
        this.rounds = rounds;
    }

    @Override
    protected StoreUnderTest storeUnderTest() {
        return DatabaseUnderTest.over(database, storage -> storage);
    }

    /** The requests are told apart in core: the contract on the store in memory makes ten times as many. */
    @Override
    protected int requests() {
        return Integer.getInteger("callgate.requests", 1_000);
    }

    @Override
    protected int rounds() {
        return rounds;
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    @DisplayName("statements are the same in a default locale with other digits")
    void digitsOfOtherLanguages() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            Acme acme = new Acme();
            acme.assign(database.storage(), 1, 10);
            NumberInventory inventory = NumberInventory.over(database.storage());
            NumberQuery query = NumberQuery.of(acme.organization).limit(1);
            E164 number = Acme.number(1);
            assertEquals(number, inventory.list(query.digits("0101")).get(0).e164());
            assertEquals(number, inventory.list(query.country("US")).get(0).e164());
            assertEquals(1, inventory.countUpTo(query, 1));
            assertEquals(
                    1, inventory.findAll(acme.organization, List.of(number)).size());
            Assignments assignments = Assignments.over(database.storage());
            assertEquals(1, assignments.agents(acme.organization, null, 1).size());
            assertTrue(acme.call(database.storage()).isAllowed());
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"US\"", "{\"US\": false}"})
    @DisplayName(
            "D1 countries in another form than a list allow no call, even if they were a list when they were last read")
    void otherFormsOfLists(String json) throws SQLException {
        Acme acme = new Acme();
        acme.assign(database.storage(), 1, 10);
        assertTrue(acme.call(database.storage()).isAllowed());
        update(acme, "agent_phone_numbers SET allowed_countries = '%s'".formatted(json));
        assertFalse(acme.call(database.storage()).isAllowed());
        update(acme, "agent_phone_numbers SET allowed_countries = '[\"US\"]'");
        assertTrue(acme.call(database.storage()).isAllowed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attributes = 'x'",
                "counts = 'agent'",
                "counts = 'attribute:team calls/day 2026-03-02T00:00 1'",
                "reported_by = 'team'",
                "fingerprint = 'x'",
                "result = 'moon'",
                "result = 'busy'"
            })
    @DisplayName(
            "D4 if the journal's row of a call cannot be read, the store says so, and the call is not allowed again")
    void unreadableCall(String damage) throws SQLException {
        Acme acme = new Acme();
        acme.assign(database.storage(), 1, 10);
        CallGate gate = Acme.gate(database.storage());
        CallRequest request = acme.request.callId("c-1");
        assertTrue(gate.decide(request).isAllowed());
        update(acme, "call_journal SET " + damage);
        assertThrows(StoreException.Permanent.class, () -> gate.decide(request));
        assertEquals(1, acme.callsMade(database.storage()));
    }

    private void update(Acme acme, String change) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE %s WHERE organization_id = '%s'".formatted(change, acme.organization.value()));
        }
    }
}
