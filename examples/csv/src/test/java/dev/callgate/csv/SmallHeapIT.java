package dev.callgate.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallHeapIT {
    @ParameterizedTest
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @CsvSource(delimiter = '|', textBlock = """
                    read good lines           | 1000000 good rows
                    read quoted lines         | 1000000 good rows
                    read Latin-1              | 1000000 good rows
                    read text behind quotes   | 0 good rows
                    import bad lines          | 0 added, 1000000 rejected, 1000001 lines written
                    import open quotes        | 0 added, 1000000 rejected, 1000001 lines written
                    import long bad lines     | 0 added, 3000 rejected, 3001 lines written
                    import long bad cells     | 0 added, 20000 rejected, 20001 lines written
                    import one long line      | 1 added, 1 rejected, 2 lines written
                    import zeros              | 1 added, 1 rejected, 2 lines written
                    import noise              | 0 added, 157161 rejected, 157162 lines written""")
    @DisplayName("K3 in a heap of 64 MB, a file of any size and any content is read to its end, each row reported")
    void readsToTheEnd(String what, String expected) throws Exception {
        Process process = SmallHeap.start(what);
        assertEquals(expected, process.inputReader().readLine());
        assertEquals(0, process.waitFor());
    }
}
