"""Independent reference of the allocation of one loss event, in exact fractions.

Written from the specification alone, in another language than the program, so that both can be compared:
    python3 reference_allocation.py SEED COUNT > reference_events.json
prints random events that meet every option, each with its result. reference_test.cpp reads 160 of them
(seed 2026).
"""
from fractions import Fraction as Fr
import json, random, sys
ROLES = ['DATA', 'DEV', 'INT', 'MFR', 'OPR', 'AUD', 'FPI']
INF = None

def fr(x):
    if x is None:
        return None
    if isinstance(x, bool):
        return x
    if isinstance(x, Fr):
        return x
    if isinstance(x, int):
        return Fr(x)
    return Fr(str(x))

def mn(*xs):
    xs = [x for x in xs if x is not None]
    return min(xs) if xs else None

def allocate(ev):
    g = lambda k, d: ev.get(k, d)
    D = fr(ev['damage'])
    names = sorted(ev['parties'], key=lambda n: (ROLES.index(n) if n in ROLES else 7, list(ev['parties']).index(n)))
    n = len(names)
    ix = {m: i for i, m in enumerate(names)}
    P = [ev['parties'][m] for m in names]
    w = [fr(p.get('weight', 0)) for p in P]
    wV = fr(g('victim_weight', 0))
    F_ = ix.get('FPI')
    liable = [p.get('liable', True) and i != F_ for i, p in enumerate(P)]
    fault = [(p.get('liable', True) or p.get('at_fault', p.get('liable', True))) and i != F_ for i, p in enumerate(P)]
    A = [fr(p.get('assets')) for p in P]
    ins_ = [p.get('insurance') for p in P]
    R = [fr(i.get('retention', 0)) if i else Fr(0) for i in ins_]
    Lim = [fr(i.get('limit', 0)) if i else Fr(0) for i in ins_]
    cov = [bool(i and i.get('covered', True) and (l is None or l > 0)) for i, l in zip(ins_, Lim)]
    inside = [bool(i and i.get('defence', 'outside') == 'inside') for i in ins_]
    cc = [bool(i and i.get('contractual', False)) for i in ins_]
    ded = [bool(i and (i.get('retention_type') or g('retention_type', 'SIR')) == 'DEDUCTIBLE') for i in ins_]
    own = [Fr(0)] * n
    insr = [Fr(0)] * n
    cost = [Fr(0)] * n
    paid = [Fr(0)] * n
    fric = [Fr(0)]

    def split(i, x, contract):
        if x <= 0:
            return (Fr(0),) * 5
        if contract and (not cc[i]):
            ret = f1 = insu = adv = Fr(0)
            x2 = x
        else:
            ret = min(x, R[i])
            f1 = mn(ret, A[i])
            x2 = x - ret
            insu = mn(x2, Lim[i]) if cov[i] else Fr(0)
            adv = Fr(0)
            if cov[i] and ded[i]:
                adv = mn(ret - f1, None if Lim[i] is None else Lim[i] - insu)
        f2 = mn(x2 - insu, None if A[i] is None else A[i] - f1)
        return (ret, f1, insu, adv, f2)

    def pay(i, x, contract=False):
        ret, f1, insu, adv, f2 = split(i, x, contract)
        R[i] -= ret
        if Lim[i] is not None:
            Lim[i] -= insu + adv
        if A[i] is not None:
            A[i] -= f1 + f2
        own[i] += f1 + f2
        insr[i] += insu + adv
        return f1 + insu + adv + f2

    def payable(i, x):
        ret, f1, insu, adv, f2 = split(i, x, False)
        return f1 + insu + adv + f2

    def defend(i, x):
        gg = Fr(0)
        if cov[i]:
            gg = mn(x, Lim[i]) if inside[i] else x
            if inside[i] and Lim[i] is not None:
                Lim[i] -= gg
        insr[i] += gg
        h = mn(x - gg, A[i])
        if A[i] is not None:
            A[i] -= h
        own[i] += h
        cost[i] += gg + h
        fric[0] += gg + h
    rs = g('recovery_split', 'PRO_RATA')

    def credit(i, y, waived, z):
        if waived:
            fo = Fr(1)
        elif rs == 'INSURED_FIRST':
            fo = min(y, own[i]) / y
        elif rs == 'INSURER_FIRST':
            fo = 1 - min(y, insr[i]) / y
        else:
            fo = own[i] / (own[i] + insr[i]) if own[i] + insr[i] != 0 else Fr(1)
        own[i] -= y * fo
        if A[i] is not None:
            A[i] += y * fo
        insr[i] -= y * (1 - fo)
        ko = mn(z * fo, A[i])
        if A[i] is not None:
            A[i] -= ko
        own[i] += ko
        insr[i] += z * (1 - fo)
        cost[i] += ko + z * (1 - fo)
        fric[0] += ko + z * (1 - fo)
    L = [i for i in range(n) if liable[i]]
    Den = L if g('denominator', 'LIABLE') == 'LIABLE' else [i for i in range(n) if fault[i]]
    if F_ is not None or not L:
        Den = [i for i in range(n) if i != F_]
    W = sum((w[i] for i in Den), Fr(0)) + wV
    a = [Fr(0)] * n
    if W == 0:
        c = Fr(0)
        for i in Den:
            a[i] = Fr(1, len(Den))
    else:
        c = wV / W
        for i in Den:
            a[i] = w[i] / W
    co = g('contribution', {})

    def rshares(S):
        r = [Fr(0)] * n
        s = sum((w[i] for i in S), Fr(0))
        for i in S:
            r[i] = Fr(1, len(S)) if co.get('weights', 'FAULT') == 'PER_CAPITA' or s == 0 else w[i] / s
        return r
    r1 = rshares(L)
    b = [Fr(0)] * n
    for i in L:
        b[i] = Fr(1, len(L)) if c == 1 else a[i] / (1 - c)
    kappa = fr(g('kappa', 1))
    cf = g('comparative_fault', 'PURE')

    def rule(c):
        if cf == 'NONE':
            return Fr(1)
        if cf == 'PURE':
            return 1 - kappa * c
        if cf == 'MOD50':
            return Fr(0) if c >= Fr(1, 2) else 1 - kappa * c
        if cf == 'MOD51':
            return Fr(0) if c > Fr(1, 2) else 1 - kappa * c
        if cf == 'CONTRIB':
            return Fr(0) if c > 0 else Fr(1)
        if cf == 'JIBAI_STEP':
            return 1 - (Fr(0) if c < Fr(7, 10) else Fr(1, 5) if c < Fr(8, 10) else Fr(3, 10) if c < Fr(9, 10) else Fr(1, 2))
    rel = g('cf_basis', 'ABSOLUTE') == 'RELATIVE'
    keepi = [rule(c)] * n
    keep = rule(c)
    if rel and L:
        for i in L:
            ci = P[i].get('victim_share_against')
            ci = fr(ci) if ci is not None else wV / (wV + w[i]) if wV + w[i] != 0 else Fr(0)
            keepi[i] = rule(ci)
        keep = max((keepi[i] for i in L))
    tb = [p.get('time_barred', False) for p in P]
    cm = g('claim_made', True)
    C0 = keep * D
    if not cm or (all((tb[i] for i in L)) and (not (F_ is not None and (not tb[F_])))):
        C0 = Fr(0)
    vc = g('victim_costs', {})
    vcost = Fr(0)
    if C0 > 0:
        vcost = fr(vc.get('fixed', 0)) + fr(vc.get('rate', 0)) * C0
    fric[0] += vcost
    fs = fr(vc.get('fee_shift', 0))
    C1 = C0 + fs * vcost
    ff = g('fund_first', None)
    fundpaid = Fr(0)
    C = C1
    if ff is not None:
        if cm:
            fundpaid = mn(fr(ff.get('rate', 1)) * D, fr(ff.get('cap')))
        C = max(Fr(0), C1 - fundpaid) if ff.get('tort', True) else Fr(0)
    rl = g('rule', 'JOINT')
    t = fr(g('threshold', 0.5))
    gd = fr(g('damage_econ', ev['damage'])) / D
    gross = [p.get('gross_negligence', False) for p in P]
    cbv = g('cap_binds_victim', False)
    sev = [Fr(0)] * n
    E = [Fr(0)] * n

    def cap(i):
        return mn(fr(P[i].get('statutory_cap')), fr(P[i].get('victim_cap')) if cbv and (not gross[i]) else None)
    for i in range(n):
        if not (liable[i] or i == F_):
            continue
        sc = (Fr(0) if keep == 0 else keepi[i] / keep) if rel else Fr(1)
        sev[i] = b[i] * C * sc
        if i == F_:
            e = C
        elif rl in ('SEVERAL', 'SEVERAL_REALLOC') or P[i].get('several_only', False):
            e = sev[i]
        elif rl == 'JOINT':
            e = C * sc
        elif rl == 'THRESHOLD':
            e = C if a[i] >= t else sev[i]
        else:
            e = gd * C + (1 - gd) * sev[i]
        E[i] = Fr(0) if tb[i] else mn(e, cap(i), C)
    st = g('settlement', None)
    s = None
    if st is not None:
        s = ix[st['party']]
        pr = st.get('credit', 'PRO_TANTO') == 'PRO_RATA'
        lim = sev[s] if pr else C
        y = pay(s, min(fr(st['amount']), lim))
        paid[s] = y
        C = max(Fr(0), C - (sev[s] if pr else y))
        L = [i for i in L if i != s]
        E[s] = Fr(0)
        E = [min(e, C) for e in E]
    sued = g('sued', 'ALL_LIABLE')
    S = set(L) | ({F_} if F_ is not None else set()) if sued == 'ALL_LIABLE' else {ix[m] for m in sued}
    S -= {s}
    df = g('defence', {})

    def dc(i, base):
        fx = P[i].get('defence_fixed')
        rt = P[i].get('defence_rate')
        fx = fr(df.get('fixed', 0)) if fx is None else fr(fx)
        rt = fr(df.get('rate', 0)) if rt is None else fr(rt)
        return fx + rt * base
    if C > 0:
        for i in range(n):
            if i in S:
                defend(i, dc(i, E[i] if i in L or i == F_ else C))

    def order():
        o = g('order', None)
        if o is None:
            return list(range(n))
        if o == 'RANDOM':
            k = g('order_keys', None)
            return sorted(range(n), key=lambda i: (fr(k[names[i]]) if k else 0, i))
        if o == 'DEEP_POCKET':
            return sorted(range(n), key=lambda i: (-payable(i, C), i))
        if o == 'PROXIMITY':
            px = ['FPI', 'OPR', 'INT', 'MFR', 'DEV', 'DATA', 'AUD']
            return sorted(range(n), key=lambda i: (px.index(names[i]) if names[i] in px else 9, i))
        f = [ix[m] for m in o]
        return f + [i for i in range(n) if i not in f]
    need = C
    for i in order():
        if i in S:
            gg = pay(i, min(need, E[i]))
            paid[i] += gg
            need -= gg
    fb = g('fallback', None)
    if fb is not None and fb.get('occurs', True) and (need > 0):
        N = [i for i in L if i not in S]
        for i in N:
            defend(i, dc(i, E[i]))
        S |= set(N)
        for i in order():
            if i in N:
                gg = pay(i, min(need, E[i]))
                paid[i] += gg
                need -= gg
    if rl == 'SEVERAL_REALLOC':
        room = {i: None if cap(i) is None else cap(i) - paid[i] for i in L}
        SS = [i for i in L if i in S and (not P[i].get('several_only', False)) and (not tb[i]) and (paid[i] == E[i]) and (room[i] is None or room[i] > 0)]
        u = min(need, sum((E[i] - paid[i] for i in L if i in S), Fr(0)))
        while u > 0 and SS:
            tot = sum((w[i] for i in SS), Fr(0)) + wV
            if tot == 0:
                break
            miss = Fr(0)
            drop = []
            for i in SS:
                x = u * w[i] / tot
                gg = pay(i, mn(x, room[i]))
                paid[i] += gg
                if room[i] is not None:
                    room[i] -= gg
                need -= gg
                miss += x - gg
                if gg < x:
                    drop.append(i)
            SS = [i for i in SS if i not in drop]
            u = miss
    T = sum(paid, Fr(0))
    fu = g('fund', None)
    topup = Fr(0)
    if fu is not None:
        topup = mn(fr(fu.get('rate', 1)) * max(Fr(0), C - (T - (paid[s] if s is not None else 0))), fr(fu.get('cap')))
    part = sorted(set(L) | ({F_} if F_ is not None else set()))
    r = rshares(L) if s is not None else r1
    B = sum((paid[i] for i in part), Fr(0)) if co.get('base', 'CLAIM') == 'PAID' else C
    tt = [Fr(0)] * n
    if co.get('reallocate', True):
        m = {i: min(paid[i] + payable(i, max(Fr(0), E[i] - paid[i])), E[i]) for i in part}
        SS = list(part)
        Br = B
        while SS:
            sr = sum((r[i] for i in SS), Fr(0))
            if sr == 0:
                for i in SS:
                    tt[i] = Fr(0)
                break
            for i in SS:
                tt[i] = Br * r[i] / sr
            Z = [i for i in SS if tt[i] > m[i]]
            if not Z:
                break
            for i in Z:
                tt[i] = m[i]
                Br -= m[i]
            SS = [i for i in SS if i not in Z]
    else:
        for i in part:
            tt[i] = min(r[i] * B, E[i])
    over = {i: max(Fr(0), paid[i] - tt[i]) for i in part}
    under = {i: max(Fr(0), tt[i] - paid[i]) for i in part}
    so = sum(over.values(), Fr(0))
    su = sum(under.values(), Fr(0))
    ct = g('contracts', [])
    bucket = [None if gross[ix[k['from']]] else fr(k.get('cap')) for k in ct]
    eix = {(ix[k['from']], ix[k['to']]): e for e, k in enumerate(ct)}
    waived = {(ix[p], ix[q]) for p, q in co.get('waived', [])}
    barred = {(ix[p], ix[q]) for p, q in co.get('barred', [])}
    wv = {(ix[p], ix[q]) for p, q in g('subrogation_waivers', [])}
    sp = {(ix[p], ix[q]): fr(v) for p, q, v in co.get('success_pairs', [])}
    oc = {(ix[p], ix[q]): v for p, q, v in co.get('outcomes', [])}
    phi = fr(co.get('cost_rate', 0))
    k0 = fr(co.get('cost_fixed', 0))
    rand = co.get('draw', 'expected') == 'random'
    for i in part:
        for j in part:
            if not (over[i] > 0 and under[j] > 0) or (i, j) in waived or (i, j) in barred:
                continue
            x = over[i] * under[j] / max(so, su)
            wa = (i, j) in wv
            if wa:
                x *= own[i] / (own[i] + insr[i]) if own[i] + insr[i] != 0 else 1
            e = eix.get((j, i))
            bound = e is not None and ct[e].get('cap_binds_contribution', False)
            if bound:
                x = mn(x, bucket[e])
            if rand:
                x *= 1 if oc[i, j] else 0
            else:
                x *= sp.get((i, j), fr(co.get('success', 1)))
            if x * (1 - phi) <= k0:
                continue
            y = pay(j, x)
            if bound and bucket[e] is not None:
                bucket[e] -= y
            if y > 0:
                credit(i, y, wa, phi * y + k0)
    for e, k in enumerate(ct):
        if k.get('time_barred', False):
            continue
        i = ix[k['to']]
        j = ix[k['from']]
        wa = (i, j) in wv
        elig = own[i] if wa else own[i] + insr[i]
        if not k.get('covers_costs', True):
            elig -= cost[i]
        if not k.get('covers_own_fault', True):
            elig -= r1[i] * T
        x = mn(fr(k.get('indemnity', 1)) * max(Fr(0), elig), bucket[e])
        if rand:
            x *= 1 if k['outcome'] else 0
        else:
            x *= fr(k['success']) if 'success' in k else fr(co.get('success', 1))
        ph = fr(k['cost_rate']) if 'cost_rate' in k else phi
        kk = fr(k['cost_fixed']) if 'cost_fixed' in k else k0
        if x * (1 - ph) <= kk:
            continue
        y = pay(j, x, True)
        if bucket[e] is not None:
            bucket[e] -= y
        if y > 0:
            credit(i, y, wa, ph * y + kk)
    FUND = fundpaid + topup
    V = D - T - FUND + vcost
    f = fs * vcost / C1 if C1 != 0 else Fr(0)
    unc = max(Fr(0), keep * D - (1 - f) * (T + topup) - fundpaid)
    levy = {}
    for fd, amt in ((ff, fundpaid), (fu, topup)):
        if fd and fd.get('levy'):
            sw = sum((fr(x) for x in fd['levy'].values()))
            if sw:
                for m, x in fd['levy'].items():
                    levy[m] = levy.get(m, Fr(0)) + amt * fr(x) / sw
    res = sum(own) + sum(insr) + FUND + V - D - fric[0]
    assert res == 0, res
    nm = lambda v: {m: v[ix[m]] for m in ev['parties']}
    return dict(own=nm(own), insurer=nm(insr), paid=nm(paid), exposure=nm(E), levy=levy, FUND=FUND, V=V, T=T, C=C, C0=C0, F=fric[0], keep=keep, c=c, uncompensated=unc, own_fault=D - keep * D, residual=res, bucket=bucket)

def rnd_event(q):
    R = q.random
    pick = q.choice
    n = q.randint(1, 6)
    pool = ROLES[:6] + ['X', 'Y']
    names = q.sample(pool, n)
    if R() < 0.15:
        names.append('FPI')
    q.shuffle(names)
    D = pick([1000, 500, '1000/3', 100, 0.7, 1234.5])
    Df = float(Fr(str(D)))
    amt = lambda: round(Df * pick([0, 0.1, 0.2, 0.3, 0.5, 0.8, 1, 1.5, 3]), 3)
    sh = lambda: pick([0, 0.1, 0.2, 0.25, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    ev = {'damage': D}
    if R() < 0.7:
        ev['victim_weight'] = pick([0, 5, 10, 20, 30, 50, 70, 80, 90])
    ev['rule'] = pick(['JOINT', 'JOINT', 'SEVERAL', 'SEVERAL_REALLOC', 'THRESHOLD', 'BYTYPE'])
    if R() < 0.5:
        ev['threshold'] = pick([0.1, 0.2, 0.25, 0.3, 0.5, 0.6])
    if R() < 0.3:
        ev['damage_econ'] = round(Df * sh(), 4)
    if R() < 0.8:
        ev['comparative_fault'] = pick(['NONE', 'PURE', 'PURE', 'MOD50', 'MOD51', 'CONTRIB', 'JIBAI_STEP'])
    if ev['rule'] == 'JOINT' and R() < 0.3:
        ev['cf_basis'] = 'RELATIVE'
    if R() < 0.3:
        ev['kappa'] = sh()
    if R() < 0.4:
        ev['denominator'] = pick(['LIABLE', 'AT_FAULT'])
    o = R()
    if o < 0.3:
        ev['order'] = q.sample(names, q.randint(1, len(names)))
    elif o < 0.75:
        ev['order'] = pick(['RANDOM', 'DEEP_POCKET', 'PROXIMITY'])
    if ev.get('order') == 'RANDOM' and R() < 0.8:
        ev['order_keys'] = {m: pick([0.1, 0.2, 0.3, 0.4, 0.5, 0.9]) for m in names}
    if R() < 0.35:
        ev['sued'] = q.sample(names, q.randint(1, len(names)))
    if R() < 0.06:
        ev['claim_made'] = False
    if R() < 0.3:
        ev['cap_binds_victim'] = True
    ps = {}
    for m in names:
        p = {}
        if m != 'FPI':
            p['weight'] = pick([0, 5, 10, 20, 30, 50])
            if R() < 0.2:
                p['liable'] = False
                if R() < 0.5:
                    p['at_fault'] = True
        if R() < 0.6:
            p['assets'] = amt()
        if R() < 0.5:
            i = {}
            if R() < 0.6:
                i['retention'] = amt()
            i['limit'] = amt() if R() < 0.8 else None
            if R() < 0.1:
                i['covered'] = False
            if R() < 0.5:
                i['defence'] = pick(['inside', 'outside'])
            if R() < 0.5:
                i['contractual'] = True
            if R() < 0.2:
                i['retention_type'] = pick(['SIR', 'DEDUCTIBLE'])
            p['insurance'] = i
        if R() < 0.1:
            p['defence_fixed'] = round(Df * 0.01, 4)
        if R() < 0.1:
            p['defence_rate'] = sh()
        if R() < 0.1:
            p['several_only'] = True
        if R() < 0.15:
            p['statutory_cap'] = amt()
        if R() < 0.15:
            p['victim_cap'] = amt()
        if R() < 0.1:
            p['gross_negligence'] = True
        if R() < 0.08:
            p['time_barred'] = True
        if R() < 0.1:
            p['victim_share_against'] = sh()
        ps[m] = p
    if sum((p.get('weight', 0) for p in ps.values())) + ev.get('victim_weight', 0) == 0:
        for p in ps.values():
            p.pop('weight', None)
    ev['parties'] = ps
    if R() < 0.4:
        ev['victim_costs'] = {'fixed': round(Df * pick([0, 0.01]), 4), 'rate': pick([0, 0.15, 0.33]), 'fee_shift': sh()}
    if R() < 0.5:
        ev['defence'] = {'fixed': round(Df * pick([0, 0.01]), 4), 'rate': pick([0, 0.05, 0.15])}
    if R() < 0.12:
        ev['fund_first'] = {'rate': sh(), 'cap': amt() if R() < 0.7 else None, 'tort': R() < 0.8, 'levy': {'DEV': 2, 'OPR': 1}}
    if R() < 0.12:
        ev['fund'] = {'rate': sh(), 'cap': amt() if R() < 0.7 else None, 'levy': {'DATA': 1}}
    if R() < 0.2:
        ev['fallback'] = {'occurs': R() < 0.8}
    ok = [m for m in names if m != 'FPI' and ps[m].get('liable', True)]
    if ok and R() < 0.15:
        ev['settlement'] = {'party': pick(ok), 'amount': amt(), 'credit': pick(['PRO_TANTO', 'PRO_RATA'])}
    pairs = [(x, y) for x in names for y in names if x != y]

    def some(k):
        return q.sample(pairs, min(len(pairs), k))
    c = {}
    if R() < 0.4:
        c['base'] = pick(['CLAIM', 'PAID'])
    if R() < 0.3:
        c['weights'] = 'PER_CAPITA'
    if R() < 0.4:
        c['reallocate'] = R() < 0.5
    if R() < 0.5:
        c['success'] = sh()
    if R() < 0.2:
        c['success_pairs'] = [[x, y, sh()] for x, y in some(2)]
    if R() < 0.4:
        c['cost_rate'] = pick([0, 0.1, 0.15])
    if R() < 0.2:
        c['cost_fixed'] = round(Df * 0.01, 4)
    rd = R() < 0.25
    if rd:
        c['draw'] = 'random'
        c['outcomes'] = [[x, y, R() < 0.6] for x, y in pairs]
    if R() < 0.2:
        c['waived'] = [list(p) for p in some(2)]
    if R() < 0.1:
        c['barred'] = [list(p) for p in some(1)]
    ev['contribution'] = c
    if R() < 0.5 and pairs:
        ct = []
        full = set()
        for x, y in some(q.randint(1, 4)):
            k = {'from': x, 'to': y}
            if R() < 0.6:
                k['indemnity'] = pick([0, 0.3, 0.5, 0.8])
            if R() < 0.6 or 'indemnity' not in k:
                k['cap'] = amt()
            if R() < 0.5:
                k['cap_binds_contribution'] = True
            if R() < 0.2:
                k['covers_costs'] = False
            if R() < 0.2:
                k['covers_own_fault'] = False
            if R() < 0.2:
                k['success'] = sh()
            if R() < 0.2:
                k['cost_rate'] = 0.1
            if R() < 0.1:
                k['cost_fixed'] = 0
            if rd:
                k['outcome'] = R() < 0.7
            if R() < 0.1:
                k['time_barred'] = True
            ct.append(k)
        ev['contracts'] = ct
    if R() < 0.3:
        ev['subrogation_waivers'] = [list(p) for p in some(2)]
    if R() < 0.3:
        ev['retention_type'] = pick(['SIR', 'DEDUCTIBLE'])
    if R() < 0.3:
        ev['recovery_split'] = pick(['PRO_RATA', 'INSURED_FIRST', 'INSURER_FIRST'])
    return ev

def enc(x):
    if isinstance(x, Fr):
        return str(x)
    if isinstance(x, dict):
        return {k: enc(v) for k, v in x.items()}
    if isinstance(x, list):
        return [enc(v) for v in x]
    return x
if __name__ == '__main__':
    q = random.Random(int(sys.argv[1]))
    N = int(sys.argv[2])
    print('[')
    for k in range(N):
        ev = rnd_event(q)
        print(json.dumps({'event': ev, 'result': enc(allocate(ev))}, separators=(',', ':')) + (',' if k < N - 1 else ''))
    print(']')
