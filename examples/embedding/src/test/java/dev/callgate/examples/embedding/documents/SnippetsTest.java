package dev.callgate.examples.embedding.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.callgate.examples.embedding.documents.Document.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java code of the documents compiles, and runs. */
@Timeout(600)
class SnippetsTest {
    @TempDir
    Path dir;

    static List<Document> documentsWithFragments() throws IOException {
        return Document.all().stream()
                .filter(each -> !each.fragments().isEmpty())
                .toList();
    }

    static List<Document> documentsWithPrograms() throws IOException {
        return Document.all().stream()
                .filter(each -> !each.programs().isEmpty())
                .toList();
    }

    @ParameterizedTest(name = "Documents: the snippets of {0} compile and run")
    @MethodSource("documentsWithFragments")
    void snippetsCompileAndRun(Document document) throws Exception {
        Fragments fragments = new Fragments(document, dir);
        fragments.compile();
        fragments.run();
    }

    @ParameterizedTest(
            name = "Documents: the program of {0}, pasted into an empty project, prints what the document says")
    @MethodSource("documentsWithPrograms")
    void programsPrintTheDocumentedOutput(Document document) throws Exception {
        for (Block program : document.programs()) {
            assertEquals(document.outputOf(program), new Program(program.code(), dir).run());
        }
    }

    @Test
    @DisplayName("Documents: the first code of the README is a whole program that prints a decision")
    void readmeBeginsWithAProgram() {
        Document readme = Document.of("README.md");
        Block first = readme.blocks().get(0);
        assertTrue(first.isProgram(), first.code());
        assertTrue(readme.outputOf(first).startsWith("call +"), readme.outputOf(first));
    }

    @Test
    @DisplayName("Documents: a snippet that does not compile is reported with its line")
    void badSnippetIsReported() {
        Document document =
                new Document(Document.PROJECT.resolve("BAD.md"), "```java\nint calls = 1;\nint more = colls;\n```\n");
        AssertionError error = assertThrows(AssertionError.class, () -> new Fragments(document, dir).compile());
        assertTrue(error.getMessage().contains("BAD.md: a snippet does not compile"), error.getMessage());
        assertTrue(error.getMessage().contains("int more = colls;"), error.getMessage());
    }

    @Test
    @DisplayName("Documents: a snippet that throws is reported with its line")
    void throwingSnippetIsReported() throws Exception {
        Document document = new Document(
                Document.PROJECT.resolve("BAD.md"), "\n```java\nObject number = null;\nnumber.hashCode();\n```\n");
        Fragments fragments = new Fragments(document, dir);
        fragments.compile();
        AssertionError error = assertThrows(AssertionError.class, fragments::run);
        assertTrue(error.getMessage().startsWith("BAD.md:2: the snippet compiles, but throws"), error.getMessage());
    }
}
