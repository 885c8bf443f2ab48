using System.IO.Compression;
using System.Text;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Makes small .xlsx workbooks from the XML of their rows.</summary>
internal static class Workbook
{
    private const string Xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>Each row a list of cells: texts, or the XML of other cells, which begins with an angle bracket.</summary>
    public static byte[] Of(params string[][] rows) => Of(("Sheet1", "visible", Rows(rows)));

    public static string Rows(params string[][] rows)
    {
        var xml = new StringBuilder();
        for (var r = 0; r < rows.Length; r++)
        {
            xml.Append($"<row r=\"{r + 1}\">");
            for (var c = 0; c < rows[r].Length; c++)
            {
                var (cell, place) = (rows[r][c], $"{(char)('A' + c)}{r + 1}");
                xml.Append(
                    cell.StartsWith('<')
                        ? cell.Replace("<c", $"<c r=\"{place}\"", StringComparison.Ordinal)
                        : $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell.Replace("&", "&amp;", StringComparison.Ordinal)}</t></is></c>"
                );
            }

            xml.Append("</row>");
        }

        return xml.ToString();
    }

    /// <summary>A number; the style is 0 for a plain one, 1 for a date, 2 for percent, 3 for euros.</summary>
    public static string Number(string value, int style = 0) => $"<c s=\"{style}\"><v>{value}</v></c>";

    public static byte[] Of(params (string Name, string State, string Rows)[] sheets)
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbers = Enumerable.Range(1, sheets.Length).ToList();
            Add(archive, "[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"/>");
            Add(archive, "_rels/.rels", Relations((1, "officeDocument", "xl/workbook.xml")));
            Add(
                archive,
                "xl/workbook.xml",
                $"<workbook {Main} xmlns:r=\"{Office}\"><sheets>{string.Concat(numbers.Select(n => $"<sheet name=\"{sheets[n - 1].Name}\" state=\"{sheets[n - 1].State}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))}</sheets></workbook>"
            );
            Add(
                archive,
                "xl/_rels/workbook.xml.rels",
                Relations([
                    .. numbers.Select(n => (n, "worksheet", $"worksheets/sheet{n}.xml")),
                    (sheets.Length + 1, "styles", "styles.xml"),
                ])
            );
            Add(
                archive,
                "xl/styles.xml",
                $"<styleSheet {Main}><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0.00\\ [$€-407]\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
            );
            foreach (var n in numbers)
            {
                Add(
                    archive,
                    $"xl/worksheets/sheet{n}.xml",
                    $"<worksheet {Main}><sheetData>{sheets[n - 1].Rows}</sheetData></worksheet>"
                );
            }
        }

        return target.ToArray();
    }

    private static string Relations(params (int Id, string Type, string Target)[] relations) =>
        $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(relations.Select(r => $"<Relationship Id=\"rId{r.Id}\" Type=\"{Office}/{r.Type}\" Target=\"{r.Target}\"/>"))}</Relationships>";

    private static void Add(ZipArchive archive, string name, string xml)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(Xml + xml));
    }
}
