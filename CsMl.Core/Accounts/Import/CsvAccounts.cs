using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using CsMl.Core.Json;
using CsvHelper;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads account profiles from CSV. Each row is converted to the JSON of the same profile and read by the JSON reader,
/// so that both formats have the same checks.
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

    private readonly CsvReader _csv;

    /// <summary>The quoting error of the last row read.</summary>
    private CsvMalformedRecord? _broken;

    private readonly HealthScale _scale;

    public CsvAccounts(Stream input, HealthScale scale)
    {
        _scale = scale;
        _csv = CsvReader.Create(
            input,
            CsvReaderOptions.Default with
            {
                MaxRecordSize = LineReader.MaxLineBytes,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                // The reader reports a malformed row just before it returns it, and continues with the next row.
                OnMalformedRecord = record => _broken = record,
            }
        );
    }

    /// <summary>Each row, or its errors. The last result may be an error after which reading cannot continue.</summary>
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

    /// <summary>
    /// The known facts with the fields of the profile replaced. An empty field keeps the known value.
    /// </summary>
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

    public void Dispose() => _csv.Dispose();

    private async Task<CsvAccount?> FindHeaderFaultAsync(CancellationToken cancellation)
    {
        try
        {
            await _csv.ReadHeaderAsync(cancellation);
        }
        catch (CsvFormatException)
        {
            return TooLong(1);
        }

        if (FindBrokenQuotes() is { } quotes)
        {
            return quotes;
        }

        var missing = Columns[..2].Where(column => !_csv.Headers.Contains(column, StringComparer.Ordinal)).ToList();
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
        _broken = null;
        try
        {
            return await _csv.ReadAsync(cancellation) ? FindBrokenQuotes() ?? Read() : null;
        }
        catch (CsvFormatException e)
        {
            return TooLong((int)e.LineNumber) with { IsLast = true };
        }
    }

    /// <summary>
    /// An error for a row with malformed quotes, because neither its values nor its account can be determined. A stray
    /// quote inside an unquoted value, as in <c>12" pipes</c>, belongs to the value.
    /// </summary>
    private CsvAccount? FindBrokenQuotes()
    {
        if (_broken is not { Reason: not CsvMalformedReason.StrayQuote } record)
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
        var line = (int)_csv.LineNumber;
        if (_csv.FieldCount > _csv.Headers.Count)
        {
            return Bad(
                line,
                new FieldError(
                    "",
                    $"The row has {_csv.FieldCount} fields and the header {_csv.Headers.Count}; put values with commas in quotes."
                )
            );
        }

        if (!Utf8.IsValid(_csv.RawRecord))
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
            for (var i = 0; i < _csv.FieldCount; i++)
            {
                Write(writer, _csv.Headers[i], _csv.GetSpan(i));
            }

            writer.WriteEndObject();
        }

        var account = ReadAccount.TryParse(json.WrittenSpan, out var errors, scale: _scale);
        return new CsvAccount(line, json.WrittenCount, account, errors);
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
