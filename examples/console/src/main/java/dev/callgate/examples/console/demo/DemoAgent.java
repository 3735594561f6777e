package dev.callgate.examples.console.demo;

import dev.callgate.model.E164;
import dev.callgate.model.Terms;
import java.util.Arrays;
import java.util.List;

/**
 * An agent of the demo: some are about to reach their limits each day, some are far from it, and one has no numbers.
 *
 * @param name for people
 * @param callsADay about how often the agent calls, or tries to
 * @param terms how often a day, and where to, each of the numbers may be used
 */
record DemoAgent(String name, int callsADay, Terms terms, List<E164> numbers) {
    static final DemoAgent ANNA = new DemoAgent("Anna", 34, limit(7).countries("US", "CA"), block("+1212555011", 4));

    static final DemoAgent BEN = new DemoAgent("Ben", 26, limit(8).countries("US"), block("+1303555011", 5));

    static final DemoAgent CARLA = new DemoAgent("Carla", 32, limit(15).countries("US", "CA"), block("+1404555011", 4));

    static final DemoAgent DAVID = new DemoAgent("David", 24, limit(4).countries("US"), block("+1512555011", 5));

    static final DemoAgent EMMA = new DemoAgent(
            "Emma", 30, limit(6).countries("US", "CA", "GB"), block("+1617555011", 3), block("+44207946095", 2));

    static final DemoAgent FELIX =
            new DemoAgent("Felix", 22, limit(8).anyCountry(), block("+1415555011", 3), block("+49302312501", 2));

    static final DemoAgent GRACE = new DemoAgent(
            "Grace", 26, limit(8).countries("US", "CA"), block("+1416555011", 3), block("+1202555011", 2));

    static final DemoAgent HENRY = new DemoAgent("Henry", 18, limit(6).countries("US"), block("+1206555011", 5));

    static final DemoAgent IRIS = new DemoAgent(
            "Iris", 32, limit(6).countries("US", "CA", "GB", "DE"), block("+1702555011", 3), block("+1514555011", 2));

    static final DemoAgent JONAS = new DemoAgent(
            "Jonas", 20, limit(9).countries("US", "GB", "DE"), block("+1305555011", 2), block("+44121496011", 3));

    static final DemoAgent KATE = new DemoAgent("Kate", 24, limit(20).countries("US", "CA"), block("+1312555011", 4));

    static final DemoAgent LEO = new DemoAgent("Leo", 2, limit(10).countries("US"));

    static final List<DemoAgent> ALL =
            List.of(ANNA, BEN, CARLA, DAVID, EMMA, FELIX, GRACE, HENRY, IRIS, JONAS, KATE, LEO);

    private DemoAgent(String name, int callsADay, Terms terms, Block... blocks) {
        this(
                name,
                callsADay,
                terms,
                Arrays.stream(blocks).flatMap(Block::numbers).toList());
    }

    private static Terms limit(int calls) {
        return Terms.dailyLimit(calls);
    }

    private static Block block(String beginning, int size) {
        return new Block(beginning, size);
    }
}
