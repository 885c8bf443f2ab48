using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Local.Commands;

/// <summary>What to do with the accounts of a block, and with the lines that are none.</summary>
internal interface IAccountVisitor
{
    void Good(AccountLine account);

    void Bad(long line, IReadOnlyList<FieldError> errors);
}
