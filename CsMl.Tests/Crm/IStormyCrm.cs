using CsMl.Core.Accounts;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm;

/// <summary>A fake CRM in a <see cref="CrmStorm"/>: what people do in it and how it can be disturbed.</summary>
internal interface IStormyCrm : IAsyncDisposable
{
    SyncRig Rig { get; }

    /// <summary>Called before each request is answered; it may change the data, or answer and return true.</summary>
    Func<HttpContext, Task<bool>> Before { set; }

    /// <summary>Somebody does something in the CRM.</summary>
    void Work(Random random);

    void BackUp();

    /// <summary>The data of the last backup replaces all data, if there is a backup.</summary>
    void Restore();

    /// <summary>What it has given out is no longer valid: tokens, cursors.</summary>
    void Forget();

    /// <summary>Mistakes in its data are put right, without a change that a list would show.</summary>
    void Mend();

    /// <summary>Every account in words, in order.</summary>
    IReadOnlyList<string> Words();

    /// <summary>True if the account was ever so, all of it at one time, as far as that can be known.</summary>
    bool Had(AccountFacts facts);
}
