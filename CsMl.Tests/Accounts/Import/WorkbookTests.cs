using System.IO.Compression;
using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Cells and sheets of workbooks, and workbooks that are traps.</summary>
public sealed class WorkbookTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Fact]
    public async Task Cells_are_read_by_what_they_hold()
    {
        var report = await _rig.RunAsync(
            Workbook.Of(
                ["Kundennummer", "Firma", "Umsatz", "Verlängerung", "Health", "Archiviert", "Betreuer"],
                [
                    Workbook.Number("10017"),
                    "A",
                    Workbook.Number("84000.5"),
                    Workbook.Number("46085", 1),
                    Workbook.Number("0.61", 2),
                    "<c t=\"b\"><v>1</v></c>",
                    Workbook.Number("7"),
                ],
                ["10018", "B", "84.000,50 €", Workbook.Number("46085"), "61,5 %", "nein", ""],
                [Workbook.Number("1.0019E4"), "C", "1.234,5", "04.03.26", "", "", "<c t=\"str\"><v>csm-9</v></c>"]
            )
        );

        Assert.Equal((3, 3, 0), (report.Received, report.Imported, report.Warnings.Count));
        var (a, b, c) = (
            await _rig.FactsAsync("10017"),
            await _rig.FactsAsync("10018"),
            await _rig.FactsAsync("10019")
        );
        Assert.Equal((84000.5m, 61, true, "7"), (a.AnnualRevenue, a.HealthScore, a.Archived, a.OwnerId));
        Assert.Equal((84000.5m, 61.5, false, null), (b.AnnualRevenue, b.HealthScore, b.Archived, b.OwnerId));
        Assert.Equal((1234.5m, null, "csm-9"), (c.AnnualRevenue, c.HealthScore, c.OwnerId));
        Assert.All([a, b, c], facts => Assert.Equal(new DateTime(2026, 3, 4), facts.RenewalDate!.Value.UtcDateTime));
    }

    [Fact]
    public async Task A_cell_with_an_error_and_an_id_without_its_last_digits_are_named()
    {
        var report = await _rig.RunAsync(
            Workbook.Of(
                ["Account ID", "Account Name", "ARR"],
                ["1", "A", "<c t=\"e\"><v>#REF!</v></c>"],
                [Workbook.Number("9.8765432109876543E+19"), "B", ""]
            )
        );

        Assert.Equal((2, 1, 1), (report.Received, report.Imported, report.Failed));
        Assert.Equal((2, "annualRevenue"), (Assert.Single(report.Warnings).Line, report.Warnings[0].Field));
        Assert.Contains("#ERROR", report.Warnings[0].Message, StringComparison.Ordinal);
        Assert.Contains("more digits", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_visible_sheet_with_rows_is_read_and_others_are_named()
    {
        string[] header = ["Account ID", "Account Name"];
        var report = await _rig.RunAsync(
            Workbook.Of(
                ("Hidden", "hidden", Workbook.Rows(header, ["1", "Hidden"])),
                ("Empty", "visible", ""),
                ("Accounts", "visible", Workbook.Rows(header, ["2", "Read"])),
                ("Notes", "visible", Workbook.Rows(header, ["3", "Not read"]))
            )
        );

        Assert.Equal((1, 1), (report.Received, report.Imported));
        Assert.Contains("'Notes' was not read", Assert.Single(report.Warnings).Message, StringComparison.Ordinal);
        Assert.Equal("Read", (await _rig.FactsAsync("2")).Name);
    }

    [Fact]
    public async Task What_a_workbook_holds_is_bounded_whatever_it_says_of_itself()
    {
        var book = Workbook.Of(
            ("S", "visible", Workbook.Rows(["Account ID", "Account Name"], ["1", new string('x', 900_000)]))
        );
        var rows = Workbook.Of(
            ("S", "visible", string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 200_000)))
        );

        await Assert.ThrowsAsync<BodyTooLargeException>(() => _rig.RunAsync(rows, maxInflatedBytes: 1_000_000));
        // The size that the archive claims for the sheet is a lie.
        var lie = BitConverter.GetBytes(10);
        foreach (var at in Places(rows, "xl/worksheets/sheet1.xml"u8.ToArray()))
        {
            // In the list of entries the size is 22 bytes before the name; at the entry itself it is 8.
            lie.CopyTo(rows, rows[at - 46] == 'P' && rows[at - 45] == 'K' ? at - 22 : at - 8);
        }

        var report = await TryAsync(rows);
        Assert.True(report is null || report.Imported == 0);
        Assert.Equal(1, (await _rig.RunAsync(book)).Failed);
    }

    [Fact]
    public async Task A_cell_larger_than_cells_are_is_refused_before_it_is_read()
    {
        var report = await _rig.RunAsync(
            Workbook.Of(
                ("S", "visible", Workbook.Rows(["Account ID", "Account Name"], ["1", new string('x', 3_000_000)]))
            )
        );

        Assert.Contains("larger than a cell", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_is_no_workbook_and_a_damaged_one_are_named()
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("accounts.csv");
        }

        Assert.Contains(
            "no .xlsx workbook",
            Assert.Single((await _rig.RunAsync(target.ToArray())).Errors).Message,
            StringComparison.Ordinal
        );
        var book = Workbook.Of(["Account ID", "Account Name"], ["1", "A"]);
        Assert.Single((await _rig.RunAsync(book[..(book.Length / 2)])).Errors);
        var broken = Workbook.Of(("S", "visible", "<row r=\"1\"><c r=\"A1\"><v>1</v></row>"));
        Assert.Contains(
            "damaged",
            Assert.Single((await _rig.RunAsync(broken)).Errors).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task No_damage_to_a_workbook_throws()
    {
        var book = Workbook.Of(
            ["Account ID", "Account Name", "ARR"],
            ["1", "A", Workbook.Number("5")],
            ["2", "B", "7"]
        );
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])book.Clone();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            await _rig.RunAsync(bytes);
        }
    }

    public void Dispose() => _rig.Dispose();

    private async Task<Core.Requests.ImportReport?> TryAsync(byte[] file)
    {
        try
        {
            return await _rig.RunAsync(file, maxInflatedBytes: 1_000_000);
        }
        catch (BodyTooLargeException)
        {
            return null;
        }
    }

    private static IEnumerable<int> Places(byte[] bytes, byte[] what)
    {
        for (var at = bytes.AsSpan().IndexOf(what); at >= 0; )
        {
            yield return at;
            var next = bytes.AsSpan(at + 1).IndexOf(what);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }
}
