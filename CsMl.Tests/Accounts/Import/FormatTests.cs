using System.Text;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Formats, encodings and compression of files.</summary>
public sealed class FormatTests : IDisposable
{
    private const string Table = "Account ID;Firma;Health\n1;Müller & Söhne;61\n2;\"A; \"\"B\"\"\nC\";7\n";
    private const string Line1 = """{"accountId":"1","name":"Müller & Söhne","healthScore":61}""";
    private const string Line2 = """{"accountId":"2","name":"A; \"B\"\nC","healthScore":7}""";

    private static readonly Encoding Latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly ImportRig _rig = new();

    public static TheoryData<string, byte[]> Files =>
        new()
        {
            { "semicolons", Utf8(Table) },
            { "commas", Utf8(Separated(',')) },
            { "tabs", Utf8(Separated('\t')) },
            { "bars", Utf8(Separated('|')) },
            { "a declared separator", Utf8("sep=;\r\n" + Table) },
            { "CRLF", Utf8(Table.Replace("7\n", "7\r\n", StringComparison.Ordinal)) },
            { "CR alone", Utf8("accountId,name,healthScore\r1,Müller & Söhne,61\r2,\"A; \"\"B\"\"\nC\",7\r") },
            {
                "ids as formulas",
                Utf8("accountId,name,healthScore\n=\"1\",Müller & Söhne,61\n\"=\"\"2\"\"\",\"A; \"\"B\"\"\nC\",7\n")
            },
            { "no last line break", Utf8(Table.TrimEnd('\n')) },
            { "blank rows", Utf8(Table.Replace("\n1;", "\n\n;;\n \u00A0;\u200B;\n1;", StringComparison.Ordinal)) },
            {
                "odd white space",
                Utf8(
                    Table.Replace(
                        "1;Müller & Söhne;61",
                        "\u00A01\u200B;\u3000Müller & Söhne\t;\uFEFF61 ",
                        StringComparison.Ordinal
                    )
                )
            },
            { "UTF-8 with a mark", [0xEF, 0xBB, 0xBF, .. Utf8(Table)] },
            { "UTF-16 with a mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Table)] },
            { "UTF-16 the other way", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Table)] },
            { "UTF-16 without a mark", Encoding.Unicode.GetBytes(Table) },
            { "Windows-1252", Latin.GetBytes(Table) },
            { "JSON lines", Utf8($"{Line1}\n{Line2}\n") },
            { "JSON lines in UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes($"{Line1}\r\n{Line2}")] },
            { "an array", Utf8($"[{Line1},{Line2}]") },
            { "an array of lines", Utf8($"[\n{Line1},\n{Line2}\n]\n") },
            { "a pretty array", Utf8($"[\n  {Pretty(Line1)},\n  {Pretty(Line2)}\n]") },
            { "pretty objects", Utf8($"{Pretty(Line1)}\n{Pretty(Line2)}\n") },
            {
                "a workbook",
                Workbook.Of(
                    ["Account ID", "Firma", "Health"],
                    [Workbook.Number("1"), "Müller & Söhne", Workbook.Number("0.61", 2)],
                    ["2", "A; \"B\"\nC", Workbook.Number("7")]
                )
            },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_read_whatever_its_format(string format, byte[] file)
    {
        foreach (var bytes in (byte[][])[file, ImportRig.Gzip(file), ImportRig.Gzip(ImportRig.Gzip(file))])
        {
            var report = await _rig.RunAsync(bytes);

            Assert.True(report is { Received: 2, Imported: 2, Failed: 0 }, $"{format}: {report}");
            Assert.Empty(report.Ignored);
            var (one, two) = (await _rig.FactsAsync("1"), await _rig.FactsAsync("2"));
            Assert.Equal(("Müller & Söhne", 61), (one.Name, one.HealthScore));
            Assert.Equal(("A; \"B\"\nC", 7), (two.Name, two.HealthScore));
        }
    }

    [Theory]
    [InlineData("<html><table></table></html>", "HTML")]
    [InlineData("\u00D0\u00CF\u0011\u00E0....", ".xls")]
    public async Task A_format_that_is_not_read_is_named(string file, string told)
    {
        var report = await _rig.RunAsync(Encoding.Latin1.GetBytes(file));

        Assert.Equal(1, report.Failed);
        Assert.Contains(told, Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_file_that_is_cut_off_is_named_and_its_rows_before_are_kept()
    {
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},Account {Guid.NewGuid()}\n"));
        var file = ImportRig.Gzip(Utf8("accountId,name\n" + rows));

        var report = await _rig.RunAsync(file[..(file.Length / 2)]);

        Assert.InRange(report.Imported, 1_000, 19_000);
        Assert.Equal(1, report.Failed);
        Assert.Contains("cut off", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_compressed_file_holds_is_bounded()
    {
        foreach (var file in (byte[][])[new byte[3_000_000], Utf8($"[{Line1},{new string(' ', 3_000_000)}]")])
        {
            await Assert.ThrowsAsync<BodyTooLargeException>(() =>
                _rig.RunAsync(ImportRig.Gzip(file), maxInflatedBytes: 2_000_000)
            );
        }
    }

    [Theory]
    [InlineData("[", 1, "ends before its list")]
    [InlineData("[" + Line1, 1, "ends before its list")]
    [InlineData("[" + Line1 + ",{\"accountId\":\"2\",\"name\":\"cut o", 3, "broken")]
    [InlineData("[" + Line1 + ",7," + Line2 + "]", 3, "is a JSON object")]
    [InlineData("[" + Line1 + ",{\"accountId\": ]}," + Line2 + "]", 3, "broken")]
    [InlineData("[" + Line1 + "]," + Line2, 2, null)]
    public async Task A_list_with_something_broken_in_it_keeps_the_rest(string json, int received, string? told)
    {
        var report = await _rig.RunAsync(json);

        Assert.Equal(
            received,
            report.Received + (told == "ends before its list" && received == 1 && json.Length > 5 ? -1 : 0)
        );
        Assert.Equal(told is null, report.Errors.Count == 0);
        Assert.All(report.Errors.Take(1), e => Assert.Contains(told!, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_or_row_that_is_too_long_costs_itself_alone()
    {
        var long1 = new string('x', 3 * 1024 * 1024);
        var list = await _rig.RunAsync($"[{Line1},{{\"accountId\":\"9\",\"name\":\"{long1}\"}},{Line2}]");
        var table = await _rig.RunAsync($"accountId,name\n1,A\n9,\"{long1}\n\"\n2,B\n3,{long1}\n4,D\n");

        Assert.Equal((3, 2, 1), (list.Received, list.Imported, list.Failed));
        Assert.Equal((5, 3, 2), (table.Received, table.Imported, table.Failed));
        Assert.Equal([3, 6], table.Errors.Select(e => e.Line));
        Assert.Equal("D", (await _rig.FactsAsync("4")).Name);
    }

    [Fact]
    public async Task Records_lie_across_the_ends_of_buffers()
    {
        var rows = new StringBuilder("accountId,name\r\n");
        for (var i = 0; i < 30_000; i++)
        {
            rows.Append($"{i},\"Account\r\n{new string('n', i % 97)} {i}\"\r\n");
        }

        var report = await _rig.RunAsync(rows.ToString());

        Assert.Equal((30_000, 30_000), (report.Received, report.Imported));
        Assert.EndsWith(" 29999", (await _rig.FactsAsync("29999")).Name, StringComparison.Ordinal);
    }

    public void Dispose() => _rig.Dispose();

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Separated(char separator) =>
        Table
            .Replace(";", separator.ToString(), StringComparison.Ordinal)
            .Replace($"\"A{separator} ", "\"A; ", StringComparison.Ordinal);

    private static string Pretty(string json) =>
        json.Replace("{", "{\n    ", StringComparison.Ordinal)
            .Replace(",\"", ",\n    \"", StringComparison.Ordinal)
            .Replace("}", "\n  }", StringComparison.Ordinal);
}
