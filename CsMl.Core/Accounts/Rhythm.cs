namespace CsMl.Core.Accounts;

/// <summary>
/// Rates silence by the account's own contact rhythm. The model is the modified BG/NBD: an active account makes contact
/// at random at its own constant rate, and after each contact, including the first, it may leave for good.
/// </summary>
/// <remarks>
/// Fader, Hardie, Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2), in the form of
/// Batislam, Denizel, Filiztekin (2007), Int. J. of Research in Marketing 24, in which an account can also leave after
/// its first contact. For one or more contacts both forms are equal, with b one higher in the older paper.
/// </remarks>
/// <param name="R">Shape of the gamma distribution of contact rates over all accounts.</param>
/// <param name="Alpha">
/// Rate parameter of that gamma distribution, in days: the observation time that the prior counts for.
/// </param>
/// <param name="A">First parameter of the beta distribution of the chance to leave after a contact.</param>
/// <param name="B">Second parameter of that beta distribution.</param>
public readonly record struct Rhythm(double R, double Alpha, double A, double B)
{
    /// <summary>One prior for all accounts, weak enough that a few contacts outweigh it.</summary>
    public static readonly Rhythm Prior = new(R: 0.3, Alpha: 15, A: 0.3, B: 3);

    /// <summary>The chance, 0–1, that the account has not left.</summary>
    /// <param name="contacts">Days of contact after the first one.</param>
    /// <param name="last">Days from the first contact to the last.</param>
    /// <param name="observed">Days from the first contact to now; not below <paramref name="last"/>.</param>
    public double Alive(int contacts, double last, double observed) =>
        1 / (1 + A / (B + contacts) * Math.Exp((R + contacts) * Math.Log((Alpha + observed) / (Alpha + last))));

    /// <summary>
    /// The chance, 0–1, of no contact in the next <paramref name="window"/> days: the account has left, or it is active
    /// and silent. The contact rate of an active account has a gamma distribution with shape R + contacts and rate
    /// Alpha + observed; the chance of no contact is its Laplace transform.
    /// </summary>
    public double Silent(int contacts, double last, double observed, double window)
    {
        var silentWhileAlive = Math.Exp((R + contacts) * Math.Log((Alpha + observed) / (Alpha + observed + window)));
        return 1 - Alive(contacts, last, observed) * (1 - silentWhileAlive);
    }
}
