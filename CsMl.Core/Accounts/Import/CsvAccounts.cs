using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using CsMl.Core.Json;
using CsvHelper;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads account profiles from CSV. A row is turned into the JSON that the same profile would be and read as that,
/// so that both are checked alike.
/// </summary>
internal sealed class CsvAccounts : IDisposable
{
    private static readonly string[] Columns =
    [
        "accountId",
        "name",
        "type",
        "ownerId",
        "createdAt",
        "healthScore",
        "annualRevenue",
        "renewalDate",
    ];

    private readonly CsvReader csv;

    /// <summary>What is wrong with the quotes of the row that was read last.</summary>
    private CsvMalformedRecord? broken;

    public CsvAccounts(Stream input) =>
        csv = CsvReader.Create(
            input,
            CsvReaderOptions.Default with
            {
                MaxRecordSize = LineReader.MaxLineBytes,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                // The reader tells of a row just before it gives it, and goes on behind it.
                OnMalformedRecord = record => broken = record,
            }
        );

    /// <summary>Each row, or what is wrong with it. Where reading cannot go on, that is the last.</summary>
    public async IAsyncEnumerable<CsvAccount> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await FindHeaderFaultAsync(cancellation) is { } fault)
        {
            yield return fault;
            yield break;
        }

        while (await NextAsync(cancellation) is { } row)
        {
            yield return row;
            if (row.IsLast)
            {
                yield break;
            }
        }
    }

    /// <summary>The known facts with the profile's own fields replaced; a field left empty stays as it was.</summary>
    public static AccountFacts Merge(AccountFacts known, AccountFacts profile) =>
        known with
        {
            Name = profile.Name,
            Type = profile.Type ?? known.Type,
            OwnerId = profile.OwnerId ?? known.OwnerId,
            CreatedAt = profile.CreatedAt ?? known.CreatedAt,
            HealthScore = profile.HealthScore ?? known.HealthScore,
            AnnualRevenue = profile.AnnualRevenue ?? known.AnnualRevenue,
            RenewalDate = profile.RenewalDate ?? known.RenewalDate,
        };

    public void Dispose() => csv.Dispose();

    private async Task<CsvAccount?> FindHeaderFaultAsync(CancellationToken cancellation)
    {
        try
        {
            await csv.ReadHeaderAsync(cancellation);
        }
        catch (CsvFormatException)
        {
            return TooLong(1);
        }

        if (FindBrokenQuotes() is { } quotes)
        {
            return quotes;
        }

        var missing = Columns[..2].Where(column => !csv.Headers.Contains(column, StringComparer.Ordinal)).ToList();
        return missing.Count == 0
            ? null
            : Bad(
                1,
                [
                    .. missing.Select(m => new FieldError(
                        m,
                        $"is missing from the header; begin with {string.Join(',', Columns)}"
                    )),
                ]
            );
    }

    private async Task<CsvAccount?> NextAsync(CancellationToken cancellation)
    {
        broken = null;
        try
        {
            return await csv.ReadAsync(cancellation) ? FindBrokenQuotes() ?? Read() : null;
        }
        catch (CsvFormatException e)
        {
            return TooLong((int)e.LineNumber) with { IsLast = true };
        }
    }

    /// <summary>
    /// A row of which nobody knows where its values end, and so not whose it is. A quote within a value that stands
    /// in none, as in <c>12" pipes</c>, is that value's own.
    /// </summary>
    private CsvAccount? FindBrokenQuotes()
    {
        if (broken is not { Reason: not CsvMalformedReason.StrayQuote } record)
        {
            return null;
        }

        var line = (int)record.LineNumber;
        return record.Reason == CsvMalformedReason.UnterminatedQuote
            ? Bad(
                line,
                new FieldError("", $"A quote in the row is never closed; nothing behind line {line} was read.")
            ) with
            {
                IsLast = true,
            }
            : Bad(
                line,
                new FieldError(
                    "",
                    $"{Lines(line, record.RawRecord)} text behind a closing quote; close each quote once, and write a quote within a value twice."
                )
            );
    }

    private static string Lines(int first, string record)
    {
        var last = first + record.TrimEnd('\r', '\n').Count(c => c == '\n');
        return last == first ? "The row has" : $"Lines {first} to {last}, read as one row, have";
    }

    private CsvAccount Read()
    {
        var line = (int)csv.LineNumber;
        if (csv.FieldCount > csv.Headers.Count)
        {
            return Bad(
                line,
                new FieldError(
                    "",
                    $"The row has {csv.FieldCount} fields and the header {csv.Headers.Count}; put values with commas in quotes."
                )
            );
        }

        if (!Utf8.IsValid(csv.RawRecord))
        {
            return Bad(
                line,
                new FieldError("", "The text is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8).")
            );
        }

        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            for (var i = 0; i < csv.FieldCount; i++)
            {
                Write(writer, csv.Headers[i], csv.GetSpan(i));
            }

            writer.WriteEndObject();
        }

        var account = ReadAccount.TryParse(json.WrittenSpan, out var errors);
        return new CsvAccount(line, json.WrittenCount, account?.Facts, errors);
    }

    private static void Write(Utf8JsonWriter writer, string column, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !Columns.Contains(column, StringComparer.Ordinal))
        {
            return;
        }

        if (
            column == "healthScore"
            && Utf8Parser.TryParse(text, out double number, out var length)
            && length == text.Length
            && double.IsFinite(number)
        )
        {
            writer.WriteNumber(column, number);
        }
        else
        {
            writer.WriteString(column, text);
        }
    }

    private static CsvAccount TooLong(int line) =>
        Bad(
            line,
            new FieldError(
                "",
                $"The row is longer than {LineReader.MaxLineBytes} bytes; nothing behind line {line} was read."
            )
        );

    private static CsvAccount Bad(int line, params IReadOnlyList<FieldError> errors) => new(line, 0, null, errors);
}
