using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Local.Commands;

/// <summary>Reads the accounts of a block, one JSON object per line. Blank lines are skipped but counted.</summary>
internal static class AccountLines
{
    private static readonly IReadOnlyList<FieldError> TooLong =
    [
        new("", "The line is longer than 1 MiB; split the account's facts or leave out the oldest."),
    ];

    public static void Read<TVisitor>(LineBlock block, TVisitor visitor)
        where TVisitor : IAccountVisitor
    {
        if (block.IsTooLong)
        {
            visitor.Bad(block.FirstLine, TooLong);
            return;
        }

        var text = block.Text;
        var number = block.FirstLine;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].Trim(" \t\r"u8);
            if (line.Length > ReadBlocks.MaxLine)
            {
                visitor.Bad(number, TooLong);
            }
            else if (!line.IsEmpty)
            {
                if (ReadAccount.TryParse(line, out var errors) is { } account)
                {
                    visitor.Good(account);
                }
                else
                {
                    visitor.Bad(number, errors);
                }
            }

            number++;
        }
    }
}
