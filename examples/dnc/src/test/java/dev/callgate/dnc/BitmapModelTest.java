package dev.callgate.dnc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The file has what a set of the same numbers has. */
class BitmapModelTest {
    private record Line(boolean added, int areaCode, int local) {
        @Override
        public String toString() {
            return "%03d,%07d,%s".formatted(areaCode, local, added ? "A" : "D");
        }

        String number() {
            return "%03d,%07d".formatted(areaCode, local);
        }
    }

    @Provide
    Arbitrary<List<List<Line>>> lists() {
        Arbitrary<Integer> locals = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 20),
                Arbitraries.integers().between(Nanp.NUMBERS - 20, Nanp.NUMBERS - 1),
                Arbitraries.integers().between(0, Nanp.NUMBERS - 1));
        return Combinators.combine(Arbitraries.of(true, false), Arbitraries.of(200, 201, 416, 999), locals)
                .as(Line::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    @Label("D1 after a full list and any change lists, exactly the numbers are listed that a set has")
    void isTheSameAsASet(@ForAll("lists") List<List<Line>> all) throws IOException {
        Path folder = Files.createTempDirectory("dnc");
        try {
            Lists lists = new Lists(folder);
            Set<String> model = new HashSet<>();
            all.get(0).forEach(each -> model.add(each.number()));
            lists.load(lists.text(String.join("\n", model)));
            for (List<Line> changes : all.subList(1, all.size())) {
                changes.forEach(each -> {
                    if (each.added()) {
                        model.add(each.number());
                    } else {
                        model.remove(each.number());
                    }
                });
                lists.apply(lists.text(
                        String.join("\n", changes.stream().map(Line::toString).toList())));
            }
            BitmapFile file = BitmapFile.open(lists.file);
            assertEquals(model.size(), file.numbers());
            for (List<Line> each : all) {
                for (Line line : each) {
                    for (int local = Math.max(0, line.local() - 9);
                            local <= Math.min(Nanp.NUMBERS - 1, line.local() + 9);
                            local++) {
                        assertEquals(
                                model.contains(new Line(true, line.areaCode(), local).number()),
                                file.contains(line.areaCode(), local),
                                line::toString);
                    }
                }
            }
        } finally {
            for (String name : List.of("us.dnc", "us.dnc.lock", "list.txt")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }
}
