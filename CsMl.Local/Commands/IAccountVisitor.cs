using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;

namespace CsMl.Local.Commands;

/// <summary>Handles the accounts of a block and the lines that are invalid.</summary>
internal interface IAccountVisitor
{
    void Good(AccountLine account);

    void Bad(long line, IReadOnlyList<FieldError> errors);
}
